export default function Regions() {
  return null;
}
