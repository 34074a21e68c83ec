// Replaces this program's operators new and delete, so that large arrays begin with a cache line.
// Rows of weights whose length is a multiple of 16 then do, too, and no vector that a kernel loads
// lies across two lines: malloc() leaves large arrays 16 bytes behind one. In WebAssembly, whose
// vectors are 16 bytes, nothing is gained (docs/performance.md).
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t cache_line = 64;
/// Of smaller ones there are many, and none of them is what kernels walk.
constexpr std::size_t large = 4096;

void* allocate(std::size_t size) noexcept {
  if (size < large) return std::malloc(size == 0 ? 1 : size);
  // aligned_alloc() wants a multiple.
  return std::aligned_alloc(cache_line, (size + cache_line - 1) / cache_line * cache_line);
}

}  // namespace

void* operator new(std::size_t size) {
  for (;;) {
    if (void* memory = allocate(size)) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
