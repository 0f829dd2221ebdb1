export default function Routing() {
  return null;
}
