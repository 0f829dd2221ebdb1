export default function Procedure() {
  return null;
}
