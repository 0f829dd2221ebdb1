export default function Bulletins() {
  return null;
}
