func mixSteps() throws {
  let end = try addInTurns(
    [10, 1], to: 100,
    schedule: [(0, .read), (1, .read), (1, .write), (0, .write)])
  print(end.total)
}
