#if defined(__linux__)
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "guard.h"

// The linker puts it at the start of the program in memory.
extern const char __ehdr_start[] __attribute__((weak, visibility("hidden")));

static const char *map_program(size_t *size) {
  int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return NULL;
  struct stat status;
  void *bytes = MAP_FAILED;
  if (fstat(file, &status) == 0) {
    *size = (size_t)status.st_size;
    bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  return bytes == MAP_FAILED ? NULL : bytes;
}

static int is_within(uint64_t offset, uint64_t length, size_t size) {
  return offset <= size && length <= size - offset;
}

/// Where `address` is; negative if it is not there.
static int position(uint64_t address, const uint64_t *addresses, int count) {
  int low = 0, high = count;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (addresses[middle] < address) low = middle + 1;
    else high = middle;
  }
  return low < count && addresses[low] == address ? low : -1;
}

int workbook_symbol_names(const uint64_t *addresses, const char **names, int count) {
  memset(names, 0, (size_t)count * sizeof *names);
  size_t size = 0;
  const char *bytes = __ehdr_start ? map_program(&size) : NULL;
  const ElfW(Ehdr) *header = (const ElfW(Ehdr) *)bytes;
  if (!bytes || size < sizeof *header ||
      !is_within(header->e_shoff, (uint64_t)header->e_shnum * sizeof(ElfW(Shdr)), size))
    return -1;

  const ElfW(Shdr) *sections = (const ElfW(Shdr) *)(bytes + header->e_shoff);
  for (int i = 0; i < header->e_shnum; i++) {
    if (sections[i].sh_type != SHT_SYMTAB || sections[i].sh_link >= header->e_shnum) continue;
    const ElfW(Shdr) *strings = &sections[sections[i].sh_link];
    if (!is_within(sections[i].sh_offset, sections[i].sh_size, size) ||
        !is_within(strings->sh_offset, strings->sh_size, size))
      return -1;
    const ElfW(Sym) *symbol = (const ElfW(Sym) *)(bytes + sections[i].sh_offset);
    const ElfW(Sym) *end = symbol + sections[i].sh_size / sizeof *symbol;
    for (; symbol < end; symbol++) {
      if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || symbol->st_name >= strings->sh_size)
        continue;
      uint64_t address = (uint64_t)(uintptr_t)__ehdr_start + symbol->st_value;
      int j = position(address, addresses, count);
      if (j >= 0) names[j] = bytes + strings->sh_offset + symbol->st_name;
    }
  }
  return 0;
}

extern char *swift_demangle(const char *, size_t, char *, size_t *, uint32_t)
    __attribute__((weak));

char *workbook_demangled(const char *symbol) {
  return swift_demangle ? swift_demangle(symbol, strlen(symbol), NULL, NULL, 0) : NULL;
}
#endif
