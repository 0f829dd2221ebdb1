export default function Bulletin() {
  return null;
}
