export default function Officers() {
  return null;
}
