export default function Disclosure() {
  return null;
}
