#if Solutions
import Groundwork
import Testing

@Suite("Descriptors beside bytes") struct DescriptorMessageTests {
  let near: Descriptor
  let far: Descriptor

  init() throws {
    (near, far) = try Descriptor.socketPair()
  }

  private func send(_ text: String, handing descriptors: [Descriptor]) throws -> Int {
    var text = text
    return try text.withUTF8 {
      try near.send(UnsafeRawBufferPointer($0), handing: descriptors)
    }
  }

  /// Receives at most `limit` bytes, and what came beside them.
  private func receive(_ limit: Int) throws -> (text: String, descriptors: [Descriptor]) {
    var bytes = [UInt8](repeating: 0, count: limit)
    var descriptors: [Descriptor] = []
    let count = try bytes.withUnsafeMutableBytes {
      try far.receive(into: $0, adding: &descriptors)
    }
    return (String(decoding: bytes.prefix(count), as: UTF8.self), descriptors)
  }

  @Test("A descriptor arrives as another one for the same file, close-on-exec")
  func arrives() throws {
    let (reader, writer) = try Descriptor.pipe()
    #expect(try send("abc", handing: [writer]) == 3)
    writer.close()
    let (text, descriptors) = try receive(100)
    #expect(text == "abc" && descriptors.count == 1)
    let copy = try #require(descriptors.first)
    #expect(fcntl(copy.number, F_GETFD) == FD_CLOEXEC)
    try copy.write("through the copy")
    copy.close()
    #expect(try readAll(reader) == "through the copy")
  }

  @Test("Descriptors come with the first byte, and once")
  func firstByte() throws {
    let (reader, _) = try Descriptor.pipe()
    _ = try send("abc", handing: [reader, reader])
    #expect(try receive(1).descriptors.count == 2)
    let rest = try receive(100)
    #expect(rest.text == "bc" && rest.descriptors.isEmpty)
  }

  @Test("A call that brings descriptors brings nothing that was sent later")
  func nothingLater() throws {
    let (reader, _) = try Descriptor.pipe()
    try near.write("before ")
    _ = try send("with ", handing: [reader])
    try near.write("after")
    var texts: [String] = []
    while !texts.joined().contains("with") { texts.append(try receive(100).text) }
    #expect(texts.joined() == "before with ")
    #expect(try receive(100).text == "after")
  }

  @Test("As many as may be sent arrive in order")
  func many() throws {
    let (reader, writer) = try Descriptor.pipe()
    let all = (0..<Descriptor.mostHandedOver).map { $0.isMultiple(of: 2) ? reader : writer }
    _ = try send("x", handing: all)
    let descriptors = try receive(1).descriptors
    #expect(descriptors.count == all.count)
    for (index, descriptor) in descriptors.enumerated() {
      let mode = fcntl(descriptor.number, F_GETFL) & O_ACCMODE
      #expect(mode == (index.isMultiple(of: 2) ? O_RDONLY : O_WRONLY))
    }
  }

  @Test("What can't be handed over throws, and nothing is sent")
  func closed() throws {
    let (reader, writer) = try Descriptor.pipe()
    writer.close()
    #expect(
      throws: SystemError(
        "sendmsg", number: EBADF, detail: "This descriptor was closed before.")
    ) { try send("abc", handing: [reader, writer]) }
    #expect(try !far.waitUntilReadable(until: Deadline(after: .zero)))
  }

  @Test("Nobody can receive: EPIPE and no signal; nobody sends: the end")
  func ends() throws {
    signal(SIGPIPE, SIG_DFL)
    let (reader, _) = try Descriptor.pipe()
    try near.endSending()
    let end = try receive(10)
    #expect(end.text == "" && end.descriptors.isEmpty)
    #expect(throws: SystemError("sendmsg", number: EPIPE)) {
      try send("abc", handing: [reader])
    }
    try far.write("the other direction is open")
  }
}
#endif
