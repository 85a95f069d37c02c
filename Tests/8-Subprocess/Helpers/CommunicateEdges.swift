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

  @Test("The error may go on long after the end of the output")
  func errorGoesOn() throws {
    let (output, error) = (try Descriptor.pipe(), try Descriptor.pipe())
    defer { error.writer.close() }
    output.writer.close()
    let begin = Streams(output: Capture(output.reader), error: Capture(error.reader))
    _ = try ([1, 2] as [UInt8]).withUnsafeBytes { try error.writer.write($0) }
    let transfer = try Observed {
      var streams = begin
      let isDone = try streams.transfer(until: .never)
      return (isDone, streams.error.bytes)
    }
    _ = try transfer.settled()
    _ = try ([3] as [UInt8]).withUnsafeBytes { try error.writer.write($0) }
    let activity = try transfer.settled()
    _ = try ([4] as [UInt8]).withUnsafeBytes { try error.writer.write($0) }
    error.writer.close()
    let (isDone, bytes) = try transfer.value(
      orElse: "both streams are at their ends, and it waits on")
    #expect(
      activity == .asleep && isDone && bytes == [1, 2, 3, 4],
      "the output was at its end, and the error was not: all is done when both are. It got \(bytes)"
    )
  }

  @Test("Without any time it takes what is there", .holds(.extremes))
  func withoutTime() throws {
    let (reader, writer) = try Descriptor.pipe()
    defer { [reader, writer].forEach { $0.close() } }
    _ = try ([1, 2] as [UInt8]).withUnsafeBytes { try writer.write($0) }
    var streams = Streams(output: Capture(reader))
    let isDone = try streams.transfer(until: Deadline(after: .zero))
    let bytes = streams.output.bytes
    #expect(
      !isDone && bytes == [1, 2],
      "two bytes were there, and a call without time came to \(bytes): look at the streams, then at the clock"
    )
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
