// Alternative: Each child is started where it is made, and then all are joined.

import Groundwork

public nonisolated(unsafe) var familyList: [Int] = []

public struct AddToList: ProcessTarget {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  public func run() {
    familyList.append(number)
    print(familyList)
  }
}

public func addInTenChildren() throws -> [Int] {
  let children = try (1...10).map { number in
    let child = ChildProcess(AddToList(number), name: "child \(number)")
    try child.start()
    return child
  }
  for child in children.reversed() { try child.join() }
  return familyList
}
