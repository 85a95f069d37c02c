import Grading
import Groundwork
import Testing

// One more test of 12-SendConnection: an error that is easily lost.

extension `2-Pipe`.`12-SendConnection` {
  @Test("If the other end is closed while the rest is sent, it throws", .holds(.death))
  func closedMeanwhile() throws {
    let (here, there) = try Connection.pair()
    let (reader, writer) = try Descriptor.pipe()
    defer { [here.descriptor, reader, writer].forEach { $0.close() } }
    let bytes = [UInt8](repeating: 7, count: 4_000_000)
    let sender = try Observed {
      try withFrame(bytes) { try here.sendFrame($0, handing: [reader]) }
    }
    let activity = try sender.settled()
    there.close()
    let error = #expect(throws: SystemError.self, "most of the frame was never received") {
      try sender.value(orElse: "the other end is closed, but the sender goes on")
    }
    #expect(activity == .asleep, "there is no room for 4 MB: it should wait")
    #expect(
      error?.number == EPIPE || error?.number == ECONNRESET, "the system's error should come out")
  }
}
