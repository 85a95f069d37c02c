internal import CPlatform

extension [UInt8] {
  /// Reserves memory for so many bytes, in large pages if the system has them (`madvise` with
  /// `MADV_HUGEPAGE`).
  ///
  /// The system provides memory when it is first written to, page by page. In pages of 4 KB that takes
  /// as long as to copy what is written there. What is never written to takes no memory.
  ///
  /// - Parameter capacity: How many bytes the array is to have room for.
  package mutating func reserveLargePages(_ capacity: Int) {
    reserveCapacity(capacity)
    withUnsafeMutableBytes { bytes in
      if let base = bytes.baseAddress { workbook_prefer_large_pages(base, capacity) }
    }
  }
}
