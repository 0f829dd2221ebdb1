export default function Procedures() {
  return null;
}
