// Mistake: This process appends, too, so that its list is as long as expected.
// Caught by: The list of this process stays as it was
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
  let children = (1...10).map { ChildProcess(AddToList($0)) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  familyList += 1...10
  return familyList
}
