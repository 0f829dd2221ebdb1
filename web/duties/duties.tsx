export default function Duties() {
  return null;
}
