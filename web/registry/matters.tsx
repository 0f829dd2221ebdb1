export default function Matters() {
  return null;
}
