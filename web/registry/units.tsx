export default function Units() {
  return null;
}
