// Mistake: Only the last child is waited for: another one may be slower.
// Caught by: It waits for every one
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
  try children.last?.join()
  return familyList
}
