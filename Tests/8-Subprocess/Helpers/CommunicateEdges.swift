import Grading
import Groundwork
import Testing

// Tests of 8.4, beside those in 04-Communicate.swift.

extension `8-Subprocess`.`04-Communicate` {
  @Test(
    "The deadline counts also when nothing is left to send, or to receive", arguments: [1, 2])
  func deadlineOfOne(stream: Int) throws {
    let (reader, writer) = try Descriptor.pipe()
    defer { [reader, writer].forEach { $0.close() } }
    try writer.setNonBlocking()
    let begin =
      stream == 1
      ? Streams(output: Capture(reader))
      : Streams(input: Feed(writer, [UInt8](repeating: 1, count: 1_000_000)))
    let transfer = try Observed {
      var streams = begin
      let isDone = try streams.transfer(until: Deadline(after: .milliseconds(20)))
      return (isDone, streams.areOpen)
    }
    let (isDone, areOpen) = try transfer.value(
      orElse: """
        \(stream == 1 ? "there is no input, and nobody writes" : "nothing is captured, and nobody reads"): \
        the deadline has come, and transfer waits on
        """)
    #expect(
      (isDone, areOpen) == (false, true),
      "the deadline came first, and it should be possible to go on")
  }

  @Test("Input is sent, and closed, also if nothing is captured")
  func inputAlone() throws {
    let (reader, writer) = try Descriptor.pipe()
    defer { [reader, writer].forEach { $0.close() } }
    try writer.setNonBlocking()
    let begin = Streams(input: Feed(writer, [1, 2, 3]))
    let transfer = try Observed {
      var streams = begin
      return (try streams.transfer(until: .never), streams.areOpen)
    }
    let (isDone, areOpen) = try transfer.value(orElse: "there is room, and transfer waits")
    writer.close()
    let sent = try reader.readAll()
    #expect(
      (isDone, areOpen) == (true, false) && Array(sent.utf8) == [1, 2, 3],
      """
      nothing is captured, and there are three bytes to send: of them \(sent.utf8.count) were sent, \
      and the input is \(areOpen ? "open" : "closed"). All is done when all three streams are closed
      """)
  }
}
