import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.2")) struct `02-TenChildren` {
    @Test("AddToList appends to the list, and prints all of it")
    func appends() throws {
      var random = Seeded()
      let numbers = random.different(3, in: 1...999_999)
      let lines = try printed {
        familyList = [numbers[0]]
        AddToList(numbers[1]).run()
        AddToList(numbers[2]).run()
      }.lines
      familyList = []
      #expect(
        lines == ["\(Array(numbers[...1]))", "\(numbers)"],
        """
        the list was [\(numbers[0])]; then \(numbers[1]) and \(numbers[2]) were appended, in this \
        process, and after each the list should be printed; \(random)
        """)
    }

    @Test("Each child's list has the one number that it appended")
    func oneEach() throws {
      let lines = try printed { try addInTenChildren() }.lines
      #expect(
        lines.sorted() == (1...10).map { "[\($0)]" }.sorted(),
        """
        ten children should each print a list with one number, [1] to [10], in any order: nobody else \
        appends to a child's own list
        """)
    }

    @Test("The list of this process stays as it was")
    func own() throws {
      var random = Seeded()
      let list = random.different(2, in: 1...999_999)
      let (lines, returned) = try printed {
        familyList = list
        return try addInTenChildren()
      }
      let now = familyList
      familyList = []
      #expect(
        now == list,
        "this process' list was \(list), and only the children should append: to theirs; \(random)")
      #expect(returned == list, "return the list as it is here: \(list); \(random)")
      #expect(
        lines.sorted() == (1...10).map { "[\($0)]" }.sorted(),
        """
        the list was \(list) here; a child doesn't get that, it begins as the program does, with an \
        empty one; \(random)
        """)
    }

    @Test("All ten run at the same time, and it waits for them")
    func together() throws {
      let performance = try Performance(isHeld: true) { try addInTenChildren() }
      let activity = try performance.settled(with: 10)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      let isLeft = hasChildren()
      #expect(
        started == 10,
        """
        no child could go on, and \(started) of 10 were started: start all before you join one
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no child had ended, and the function didn't wait: it was \(activity). Join all of them")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits for every one", arguments: [0, 9])
    func everyOne(late: Int) throws {
      let performance = try Performance(isHeld: true) { try addInTenChildren() }
      let activity = try performance.settled(without: late, of: 10)
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      #expect(
        activity == .asleep || !areHeld,
        """
        nine children had ended, and child \(late + 1) had not, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
    }
  }
}
