export default function Field() {
  return null;
}
