#if Solutions
import Testing

extension Tour {
  @Test("A child's value is seen here, its plain variable is not")
  func value() throws {
    let run = try tour(["value"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == ["child: plain 7, shared 7", "MainProcess: plain 0, shared 7"])
  }

  @Test("The squares and their sum are the same in the child and here")
  func array() throws {
    let run = try tour(["array"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == ["in the child: [1, 4, 9, 16] 30", "here: [1, 4, 9, 16] 30"])
  }

  @Test("A number is set and ten are negated, and what they were before is printed, too")
  func negate() throws {
    let run = try tour(["negate"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "before: 0.0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
        "after: 3.1415927, [0, -1, -2, -3, -4, -5, -6, -7, -8, -9]", "not shared: 0.0",
      ])
  }

  @Test("Mixed steps lose an addition, steps in turn lose none")
  func lostUpdates() throws {
    let run = try tour(["lost-updates"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "mixed:", "  adder 0 reads 100", "  adder 1 reads 100", "  adder 0 writes 110",
        "  adder 1 writes 101", "  total 101",
        "in turn:", "  adder 0 reads 100", "  adder 0 writes 110", "  adder 1 reads 110",
        "  adder 1 writes 111", "  total 111",
      ])
  }

  @Test("Four children count to 200,000, and += does not count further")
  func counter() throws {
    let run = try tour(["counter"])
    #expect(run.status == 0, "\(run.errors)")
    let counts = lines(of: run.output).compactMap { $0.split(separator: " ").last }
      .compactMap { Int($0) }
    try #require(counts.count == 2, "\(run.output)")
    #expect(counts[0] <= 200_000 && counts[1] == 200_000, "\(run.output)")
  }

  @Test("The histogram of a thousand squares")
  func histogram() throws {
    let run = try tour(["histogram"])
    #expect(run.status == 0, "\(run.errors)")
    var expected = [0, 0, 0, 0]
    for number in 0..<1000 { expected[number * number % 256 / 64] += 1 }
    let counts = lines(of: run.output).map { $0.split(separator: " ")[3] }
    #expect(counts == expected.map { "\($0)" }, "\(run.output)")
  }

  @Test("Both times of false sharing are printed")
  func falseSharing() throws {
    let run = try tour(["false-sharing"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix("ns an addition") })
  }
}
#endif
