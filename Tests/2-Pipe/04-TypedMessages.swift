import Grading
import Groundwork
import Testing

extension `2-Pipe` {
  @Suite(.exercise("2.4")) struct `04-TypedMessages` {
    @Test("A value arrives as an equal one")
    func roundTrip() throws {
      var random = Seeded()
      let (one, other) = try Connection.pair()
      defer {
        one.close()
        other.close()
      }
      let parcel = Parcel(using: &random)
      let number = Int.random(in: .min ... .max, using: &random)
      let sender = try Observed {
        try one.send(parcel)
        try one.send(number)
        try one.send("grüße \(number)")
        try one.send([Double]())
        try one.send(Int?.none)
      }
      try sender.value(orElse: "send waits although there is room for the message")
      let receiver = try Observed {
        (
          parcel: try other.receive(Parcel.self), number: try other.receive(Int.self),
          text: try other.receive(String.self), list: try other.receive([Double].self),
          nothing: try other.receive(Int?.self)
        )
      }
      let came = try receiver.value(orElse: "receive waits although the message was sent")
      #expect(came.parcel == parcel, "a nested value; \(random)")
      #expect(came.number == number, "an Int; \(random)")
      #expect(came.text == "grüße \(number)", "a String; \(random)")
      #expect(came.list == [], "an empty array is a message, too")
      #expect(came.nothing == nil, "nil is a message, too")
    }

    @Test("Messages go both ways, each way in order")
    func bothWays() throws {
      var random = Seeded()
      let (one, other) = try Connection.pair()
      defer {
        one.close()
        other.close()
      }
      let there = (0..<10).map { _ in Int.random(in: 0...999_999, using: &random) }
      let back = (0..<10).map { _ in Int.random(in: 0...999_999, using: &random) }
      for (question, answer) in zip(there, back) {
        try one.send(question)
        try other.send("\(answer)")
      }
      let receiver = try Observed {
        (
          try there.map { _ in try other.receive(Int.self) },
          try back.map { _ in try one.receive(String.self) }
        )
      }
      let (came, cameBack) = try receiver.value(orElse: "receive waits although all was sent")
      #expect(came == there, "the messages of one direction; \(random)")
      #expect(cameBack == back.map(String.init), "the messages of the other direction; \(random)")
    }

    @Test("A message from a child process arrives, and an answer gets there")
    func child() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let parcel = Parcel(using: &random)
      let child = try TestChild(Answering(socket: pair.socket))
      pair.socket.close()
      let dialogue = try Observed {
        try pair.connection.send(parcel)
        return try pair.connection.receive(Parcel.self)
      }
      let answer = try dialogue.value(orElse: "the child's answer didn't arrive")
      let end = try child.ended(orElse: "the child goes on after it has answered")
      var expected = parcel
      expected.name += " was here"
      #expect(answer == expected, "the child changed the name and sent the rest back; \(random)")
      #expect(end == .exited(0))
    }

    @Test("Each message is one frame, encoded by WireEncoder")
    func oneFrame() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      let parcel = Parcel(using: &random)
      let sender = try Observed { try pair.connection.send(parcel) }
      let came = try pair.socket.received(while: sender, limit: 10_000)
      try sender.value(orElse: "send waits although there is room for the message")
      let expected = try frame(WireEncoder().encode(parcel))
      #expect(
        difference(came, from: expected) == nil,
        "one frame with the encoded value should be sent, and nothing else; \(random)")
    }

    @Test("A value that can't be encoded throws its error, and nothing of it is sent")
    func unencodable() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let sender = try Observed {
        let refused = Result {
          try pair.connection.send([Unencodable(isRefused: false), Unencodable(isRefused: true)])
        }
        try pair.connection.send("next")
        return refused
      }
      let came = try pair.socket.received(while: sender, limit: 10_000)
      let refused = try sender.value(orElse: "send waits although there is room for the message")
      let next = try frame(WireEncoder().encode("next"))
      #expect(throws: Unencodable.Refusal(), "what `encode(to:)` throws is for the caller to see") {
        try refused.get()
      }
      #expect(
        came == next, "only the message after the one that can't be encoded should arrive")
    }

    @Test("A message that can't be decoded throws, and the next one can be received")
    func undecodable() throws {
      var random = Seeded()
      let pair = try RawPair()
      defer { pair.close() }
      // Random bytes may stand for a number by chance, but hardly for a parcel.
      let rubbish = randomBytes(Int.random(in: 0...100, using: &random), using: &random)
      let parcel = Parcel(using: &random)
      try pair.socket.put(frame(rubbish))
      try pair.socket.put(frame(WireEncoder().encode("text")))
      try pair.socket.put(frame(WireEncoder().encode(parcel)))
      let receiver = try Observed {
        (0..<3).map { _ in Result { try pair.connection.receive(Parcel.self) } }
      }
      let outcomes = try receiver.value(
        orElse: "receive waits: a message that can't be decoded should throw, and not be skipped")
      for (outcome, what) in zip(outcomes, ["rubbish", "a String"]) {
        #expect(
          throws: DecodingError.self,
          "the message is \(what), and a Parcel was asked for: that message is lost; \(random)"
        ) { try outcome.get() }
      }
      #expect(
        try outcomes[2].get() == parcel,
        "the message after the ones that can't be decoded; \(random)")
    }

    @Test("receive waits for a message for as long as it takes")
    func waits() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let receiver = try Observed { try pair.connection.receive(Int.self) }
      let activity = try receiver.settled()
      let limited = receiver.limitedSleep
      let polls = try receiver.polls()
      try pair.socket.put(frame(WireEncoder().encode(5)))
      let number = try receiver.value(orElse: "receive waits although a message has come")
      #expect(
        activity == .asleep && !polls,
        "nothing was sent yet, and receive \(polls ? "looks again and again" : "is \(activity)")")
      #expect(
        limited == nil,
        """
        receive waits in \(limited ?? ""), for a time. The other end may take an hour for its message: \
        only `poll` waits for a time
        """)
      #expect(number == 5, "the message came, late")
    }

    @Test("A message of another type is no nil either")
    func undecodableOptional() throws {
      let pair = try RawPair()
      defer { pair.close() }
      try pair.socket.put(frame(WireEncoder().encode("text")))
      let receiver = try Observed { try pair.connection.receive(Parcel?.self) }
      #expect(
        throws: DecodingError.self,
        "a String came, and a Parcel? was asked for: nil is a value that somebody can send, and nobody did"
      ) { _ = try receiver.value(orElse: "receive waits although a message has come") }
    }

    @Test("The handles of a message are collected")
    func handles() throws {
      let pair = try RawPair()
      defer { pair.close() }
      let many = try (0..<254).map { _ in try Descriptor.duplicate(pair.socket.number) }
      defer { many.forEach { $0.close() } }
      #expect(
        throws: ConnectionError.tooManyHandles(254),
        """
        a message with 254 descriptors must reach `post` with all of them. An encoder can take \
        handles only if it was made with `encoder(collecting:)`.
        """
      ) { try pair.connection.send(many) }
      let next = try Observed { try pair.connection.send(5) }
      #expect(
        throws: Never.self,
        "the message before had 254 handles, and this one has none: each collects its own"
      ) { try next.value(orElse: "send doesn't return") }
    }
  }
}

/// A value with many shapes in it.
struct Parcel: Codable, Equatable, Sendable {
  enum Content: Codable, Equatable, Sendable {
    case nothing
    case pair(Int, String)
  }

  var name: String
  var weights: [Double]
  var contents: [String: Content]
  var note: String?

  init(using random: inout Seeded) {
    name = "parcel \(Int.random(in: 0...999_999, using: &random))"
    weights = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      Double.random(in: 0...9, using: &random)
    }
    contents = ["a": .nothing, "b": .pair(Int.random(in: -9...9, using: &random), "x")]
    note = Bool.random(using: &random) ? "fragile" : nil
  }
}

/// A value that may refuse to be encoded.
private struct Unencodable: Encodable {
  struct Refusal: Error, Equatable {}

  var isRefused: Bool

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(1)
    if isRefused { throw Refusal() }
  }
}

/// A child that sends a parcel back with another name.
struct Answering: ProcessTarget {
  let socket: Descriptor

  func run() throws {
    let connection = Connection(socket)
    var parcel = try connection.receive(Parcel.self)
    parcel.name += " was here"
    try connection.send(parcel)
  }
}
