export default function Formulas() {
  return null;
}
