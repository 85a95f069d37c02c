#if Solutions
import Groundwork
import Testing

@Suite("Descriptor") struct DescriptorTests {
  /// What both kinds of pairs can do: the first is read from, the second written to.
  enum Kind: CaseIterable {
    case pipe, sockets

    func make() throws -> (reader: Descriptor, writer: Descriptor) {
      switch self {
      case .pipe: try Descriptor.pipe()
      case .sockets: try Descriptor.socketPair()
      }
    }
  }

  @Test("What is written can be read, until the end", arguments: Kind.allCases)
  func roundTrip(_ kind: Kind) throws {
    let (reader, writer) = try kind.make()
    try writer.write("hello")
    writer.close()
    #expect(try readAll(reader) == "hello")
  }

  @Test("Descriptors are close-on-exec from birth, and taken over ones become it")
  func closeOnExec() throws {
    let (reader, writer) = try Descriptor.pipe()
    let (one, other) = try Descriptor.socketPair()
    let copy = try Descriptor.duplicate(reader.number)
    let taken = Descriptor(owning: dup(reader.number))
    let process = try Descriptor.process(getpid())
    for descriptor in [reader, writer, one, other, copy, taken, process] {
      #expect(fcntl(descriptor.number, F_GETFD) == FD_CLOEXEC)
    }
  }

  @Test("A duplicate is closed on its own")
  func duplicate() throws {
    let (reader, writer) = try Descriptor.pipe()
    let copy = try Descriptor.duplicate(writer.number)
    writer.close()
    try copy.write("still open")
    copy.close()
    #expect(try readAll(reader) == "still open")
    #expect(throws: SystemError("fcntl", number: EBADF)) { try Descriptor.duplicate(-1) }
  }
}

// MARK: - Closing

extension DescriptorTests {
  @Test("A closed descriptor has no number, and every use of it throws EBADF")
  func closed() throws {
    let (reader, writer) = try Descriptor.pipe()
    writer.close()
    writer.close()
    reader.close()
    #expect(writer.isClosed && writer.number == -1)
    let closed = { (call: String) in
      SystemError(call, number: EBADF, detail: "This descriptor was closed before.")
    }
    #expect(throws: closed("write")) { try writer.write("x") }
    #expect(throws: closed("read")) { try readAll(reader) }
    #expect(throws: closed("poll")) { try reader.waitUntilReadable() }
    #expect(throws: closed("fstat")) { try reader.withNumber(for: "fstat") { _ in } }
  }

  @Test("A number that is given again is safe from the one who had it before")
  func reusedNumber() throws {
    #expect(try transcript { ReusesNumber(writer: $0) } == ("EBADF, and the new one is open", 0))
  }

  @Test("The number stays open while a call uses it, though it is closed meanwhile")
  func closeDuringUse() throws {
    let (reader, writer) = try Descriptor.pipe()
    try writer.withNumber(for: "test") { number in
      writer.close()
      #expect(writer.isClosed)
      #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
      let isAtEnd = try reader.waitUntilReadable(until: Deadline(after: .zero))
      #expect(!isAtEnd)
    }
    // Now it is the end.
    #expect(try readAll(reader) == "")
  }

  @Test("It is closed at its last release")
  func release() throws {
    let (reader, writer) = try Descriptor.pipe()
    var other: Descriptor? = writer
    withExtendedLifetime(other) {}
    other = nil
    let box = Box(writer)
    #expect(try !reader.waitUntilReadable(until: Deadline(after: .zero)))
    box.descriptor = nil
    _ = consume writer
    #expect(try readAll(reader) == "")
  }

  private final class Box {
    var descriptor: Descriptor?
    init(_ descriptor: Descriptor) { self.descriptor = descriptor }
  }

  @Test("Many threads that close and use it at the same time close it once")
  func closeRace() throws {
    #expect(try transcript { ClosesFromManyThreads(writer: $0) } == ("0 lost", 0))
  }
}

// MARK: - Reading and writing

extension DescriptorTests {
  @Test("Writing to what nobody reads throws EPIPE and raises no SIGPIPE")
  func brokenPipe() throws {
    #expect(
      try transcript { WritesToNobody(writer: $0) }
        == ("EPIPE pending:0 EPIPE pending:0 EPIPE pending:1", 0))
  }

  @Test("A write whose reader goes in the middle raises no SIGPIPE")
  func readerGoes() throws {
    #expect(try transcript { WritesToOneWhoGoes(writer: $0) } == ("some bytes, then EPIPE", 0))
  }

  @Test(
    "A wait for data ends with data, at the end, or at its deadline", arguments: Kind.allCases)
  func waitUntilReadable(_ kind: Kind) throws {
    let (reader, writer) = try kind.make()
    let now = Deadline(after: .zero)
    #expect(try !reader.waitUntilReadable(until: now))
    #expect(try !reader.waitUntilReadable(until: Deadline(after: .seconds(-5))))
    #expect(try !reader.waitUntilReadable(until: Deadline(after: .microseconds(100))))
    try writer.write("x")
    #expect(try reader.waitUntilReadable(until: now))
    #expect(try reader.waitUntilReadable())
    writer.close()
    #expect(try readAll(reader) == "x")
    #expect(try reader.waitUntilReadable(until: now))
  }

  @Test("Signals don't end a read or a wait")
  func interrupted() throws {
    #expect(try transcript { InterruptsReader(writer: $0) } == ("read: x, wait: true", 0))
  }

  @Test("A process's descriptor is readable once it has ended, before anybody waits for it")
  func process() throws {
    let (go, goWriter) = try Descriptor.pipe()
    let pid = try launch(WaitsFor(go: go), name: "waits")
    let process = try Descriptor.process(pid)
    #expect(try !process.waitUntilReadable(until: Deadline(after: .zero)))
    try goWriter.write("!")
    #expect(try process.waitUntilReadable())
    #expect(try wait(for: pid) == 0)
    #expect(try process.waitUntilReadable(until: Deadline(after: .zero)))
    // Nobody has the number any more: that process has ended, too.
    #expect(try Descriptor.process(pid).waitUntilReadable(until: Deadline(after: .zero)))
  }
}

// MARK: - Handing over

extension DescriptorTests {
  @Test("A handle can be encoded and decoded only in a message, and the error says so")
  func outsideOfMessage() throws {
    let (reader, _) = try Descriptor.pipe()
    let memory = try SharedMemory(byteCount: 8)
    for value in [reader, memory] as [any Encodable] {
      do {
        _ = try WireEncoder().encode(Wrapped(value: value))
        Issue.record("\(type(of: value)) was encoded")
      } catch EncodingError.invalidValue(_, let context) {
        #expect(
          context.debugDescription == """
            A \(type(of: value)) can be encoded only while a child is started, or while it is sent \
            in a message through a Connection: it means nothing elsewhere
            """)
      }
    }
    for type in [Descriptor.self, SharedMemory.self] as [any Decodable.Type] {
      do {
        _ = try WireDecoder().decode(type, from: WireEncoder().encode([0, 8]))
        Issue.record("\(type) was decoded")
      } catch DecodingError.dataCorrupted(let context) {
        #expect(context.debugDescription.hasPrefix("A \(type) can be decoded only in a child"))
      }
    }
  }

  /// Encodes any value as itself.
  struct Wrapped: Encodable {
    let value: any Encodable
    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  }

  @Test("Two references to one handle go as one, and come as one")
  func identity() throws {
    let (reader, writer) = try Descriptor.pipe()
    let (bytes, sent) = try encode([writer, writer, reader])
    #expect(sent.count == 2)
    let arrived: [Descriptor] = try decode(bytes, with: sent.map(copy))
    #expect(arrived[0] === arrived[1])
    #expect(arrived[0] !== arrived[2])
    writer.close()
    try arrived[0].write("through the copy")
    arrived[0].close()
    #expect(try readAll(reader) == "through the copy")
  }

  @Test("A message that can't be decoded closes what came with it, used or not")
  func failedDecode() throws {
    let (reader, writer) = try Descriptor.pipe()
    let (unused, unusedWriter) = try Descriptor.pipe()
    let (bytes, _) = try encode(HalfDecodable(descriptor: writer))
    #expect(throws: NoLuck.self) {
      let _: HalfDecodable = try decode(bytes, with: [copy(writer), copy(unusedWriter)])
    }
    writer.close()
    unusedWriter.close()
    #expect(try readAll(reader) == "")
    #expect(try readAll(unused) == "")
  }

  @Test("A message that refers to descriptors which did not come is refused", arguments: [1, -1])
  func missing(_ index: Int) throws {
    let (reader, _) = try Descriptor.pipe()
    do {
      let _: Descriptor = try decode(WireEncoder().encode(index), with: [copy(reader)])
      Issue.record("A descriptor was decoded")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(
        context.debugDescription.hasPrefix(
          "The message refers to descriptor \(index), which did not come with it."))
    }
  }

  struct HalfDecodable: Codable {
    var descriptor: Descriptor

    init(descriptor: Descriptor) { self.descriptor = descriptor }

    init(from decoder: any Decoder) throws {
      descriptor = try decoder.singleValueContainer().decode(Descriptor.self)
      throw NoLuck()
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(descriptor)
    }
  }
}

// MARK: - A message by hand

/// Encodes as for a message; returns the descriptors that go beside the bytes.
func encode(_ value: some Encodable) throws -> (bytes: [UInt8], descriptors: [Descriptor]) {
  let attachments = Attachments()
  var encoder = WireEncoder()
  encoder.userInfo[try #require(Attachments.key)] = attachments
  return (try encoder.encode(value), attachments.descriptors)
}

/// Decodes as from a message that came with `descriptors`.
func decode<Value: Decodable>(_ bytes: [UInt8], with descriptors: [Descriptor]) throws -> Value {
  var decoder = WireDecoder()
  decoder.userInfo[try #require(Attachments.key)] = Attachments(received: descriptors)
  return try decoder.decode(Value.self, from: bytes)
}

/// What the other process would get.
func copy(_ descriptor: Descriptor) throws -> Descriptor {
  try Descriptor.duplicate(descriptor.number)
}
#endif
