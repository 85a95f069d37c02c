/// Two children add 10 and 1 to 100: once with their steps mixed, and once in turn.
func printLostUpdates() throws {
  let mixed = try addInTurns(
    [10, 1], to: 100, schedule: [(0, .read), (1, .read), (0, .write), (1, .write)])
  print("mixed:")
  for line in mixed.transcript { print("  adder \(line)") }
  print("  total \(mixed.total)")

  let inTurn = try addInTurns(
    [10, 1], to: 100, schedule: [(0, .read), (0, .write), (1, .read), (1, .write)])
  print("in turn:")
  for line in inTurn.transcript { print("  adder \(line)") }
  print("  total \(inTurn.total)")
}
