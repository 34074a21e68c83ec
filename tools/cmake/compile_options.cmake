# The same bits everywhere: no fused multiply-adds, no fast-math. Warnings are errors.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-ffp-contract=off)
if(EMSCRIPTEN)
  option(ROUSE_SIMD "Use WebAssembly SIMD" ON)
  # At link as well: exceptions of one kind only, or a throw aborts.
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
  if(ROUSE_SIMD)
    add_compile_options(-msimd128)
  endif()
  # The page loads it all: small first, and fast where the time goes (core/CMakeLists.txt).
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
endif()

# For the project's own targets; not for Google Test.
add_library(rouse_warnings INTERFACE)
target_compile_options(rouse_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Werror)
