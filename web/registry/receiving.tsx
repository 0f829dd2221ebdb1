export default function Receiving() {
  return null;
}
