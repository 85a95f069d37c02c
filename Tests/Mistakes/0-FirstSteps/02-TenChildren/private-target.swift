// Mistake: A target of a private type: the child can't look it up by its name.
// Caught by: Each child's list has the one number that it appended
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var familyList: [Int] = []

public struct AddToList: ProcessTarget {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  fileprivate struct Job: ProcessTarget {
    let target: AddToList
    func run() { target.run() }
  }

  public func run() {
    familyList.append(number)
    print(familyList)
  }
}

public func addInTenChildren() throws -> [Int] {
  let children = (1...10).map { ChildProcess(AddToList.Job(target: AddToList($0))) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return familyList
}
