export default function Complain() {
  return null;
}
