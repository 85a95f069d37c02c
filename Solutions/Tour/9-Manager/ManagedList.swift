import Groundwork

/// Ten children append to one list, and to a list that each has for itself.
func appendToManagedList() throws {
  let elements = (0..<10).map { "element \($0)" }
  let counts = try appendInChildren(elements).map { child -> CInt in
    if case .exited(let count) = child.exitStatus { count } else { -1 }
  }
  print("elements of the global list in each child: \(counts)")
  print("elements of the global list here: \(globalList.count)")
  let manager = try Manager()
  let list = try manager.list([String]())
  _ = try appendInChildren(elements, to: list)
  print("elements of the list in the server: \(try list.contents.count)")
  try manager.close()
}
