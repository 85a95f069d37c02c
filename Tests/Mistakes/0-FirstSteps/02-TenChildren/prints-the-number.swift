// Mistake: The number is printed, and not the list.
// Caught by: AddToList appends to the list, and prints all of it
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var familyList: [Int] = []

public struct AddToList: ProcessTarget {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  public func run() {
    familyList.append(number)
    print(number)
  }
}

public func addInTenChildren() throws -> [Int] {
  let children = (1...10).map { ChildProcess(AddToList($0)) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return familyList
}
