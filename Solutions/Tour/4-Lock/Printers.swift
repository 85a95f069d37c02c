import Groundwork

/// Ten children print their lines to the same output, each line in four pieces.
func printInTurn() throws {
  let lock = try SharedLock()
  let output = try Descriptor.duplicate(1)
  let children = (0..<10).map { number in
    let lines = ["tango", "foxtrot"].map { ["printer ", "\(number)", " prints ", "\($0)\n"] }
    return ChildProcess(Printer(lines, to: output, lock: lock), name: "printer \(number)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
}
