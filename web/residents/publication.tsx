export default function Publication() {
  return null;
}
