import Groundwork

/// Ten children append to the same global list, as it seems.
func appendToOneList() throws {
  let children = try appendInChildren((0..<10).map(String.init))
  for child in children {
    guard case .exited(let count) = child.exitStatus else { continue }
    print("\(child.name): the list has \(count) element")
  }
  print("\(CurrentProcess.name): the list has \(globalList.count) elements")
}
