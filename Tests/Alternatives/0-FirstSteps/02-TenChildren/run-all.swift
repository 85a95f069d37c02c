// Alternative: A function of the library starts and joins, and the list is printed as a text.

import Groundwork

public nonisolated(unsafe) var familyList: [Int] = []

public struct AddToList: ProcessTarget {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  public func run() {
    familyList += [number]
    print("\(familyList)")
  }
}

public func addInTenChildren() throws -> [Int] {
  _ = try runAll((1...10).map { AddToList($0) })
  return familyList
}
