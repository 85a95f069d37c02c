// Mistake: The targets run in this process, so there is one list, and it has ten numbers.
// Caught by: Each child's list has the one number that it appended
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
    print(familyList)
  }
}

public func addInTenChildren() throws -> [Int] {
  for number in 1...10 { AddToList(number).run() }
  return familyList
}
