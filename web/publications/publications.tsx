export default function Publications() {
  return null;
}
