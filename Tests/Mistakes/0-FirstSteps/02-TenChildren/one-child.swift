// Mistake: One child appends all numbers.
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
    for number in number...number + 9 {
      familyList.append(number)
      print(familyList)
    }
  }
}

public func addInTenChildren() throws -> [Int] {
  let children = [ChildProcess(AddToList(1))]
  for child in children { try child.start() }
  for child in children { try child.join() }
  return familyList
}
