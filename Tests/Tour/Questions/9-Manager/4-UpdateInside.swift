func updateInside() throws {
  let manager = try Manager()
  let counts = try manager.dictionary(["a": 1])
  var tries = 0
  try counts.update("a") { count in
    tries += 1
    if tries == 1 { try counts.set("a", to: 100) }
    count = (count ?? 0) + 1
  }
  print(tries)
  print(try counts.get("a") ?? 0)
  try manager.close()
}
