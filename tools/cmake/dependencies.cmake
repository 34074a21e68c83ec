# Header-only libraries as targets of their own.
#
# Each gets a folder of links in the build tree: em++ must not see all of /usr/include, where the
# headers of another C library lie.

# rouse_find_headers(RESULT FOLDER...): the folder that holds all of FOLDER..., or nothing.
function(rouse_find_headers result)
  foreach(prefix IN LISTS CMAKE_PREFIX_PATH ITEMS /usr /usr/local /opt/homebrew)
    set(all_there TRUE)
    foreach(folder IN LISTS ARGN)
      if(NOT IS_DIRECTORY "${prefix}/include/${folder}")
        set(all_there FALSE)
      endif()
    endforeach()
    if(all_there)
      set(${result} "${prefix}/include" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${result} "" PARENT_SCOPE)
endfunction()

# rouse_header_library(TARGET INCLUDE FOLDER...): links INCLUDE's FOLDER... into the build tree.
function(rouse_header_library target include)
  set(links "${CMAKE_BINARY_DIR}/headers/${target}")
  file(MAKE_DIRECTORY "${links}")
  foreach(folder IN LISTS ARGN)
    file(CREATE_LINK "${include}/${folder}" "${links}/${folder}" SYMBOLIC)
  endforeach()
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE "${links}")
endfunction()

# rouse_find_hdf5(): sets hdf5_include and hdf5_library. The serial library, which Debian keeps apart
# from the parallel ones; CMake's own module would need a C compiler.
macro(rouse_find_hdf5)
  find_path(hdf5_include hdf5.h PATH_SUFFIXES hdf5/serial)
  find_library(hdf5_library NAMES hdf5_serial hdf5)
endmacro()

rouse_find_headers(json_include nlohmann)
if(NOT json_include)
  include(FetchContent)
  FetchContent_Declare(nlohmann_json
    GIT_REPOSITORY https://github.com/nlohmann/json.git GIT_TAG v3.11.2 GIT_SHALLOW ON)
  message(STATUS "nlohmann/json is not installed: fetching it")
  FetchContent_Populate(nlohmann_json)
  set(json_include "${nlohmann_json_SOURCE_DIR}/include")
endif()
rouse_header_library(rouse_json "${json_include}" nlohmann)

# Vectors. WebAssembly needs only the headers; natively the library finds out which instructions the
# processor has.
rouse_find_headers(highway_include hwy)
if(EMSCRIPTEN)
  set(highway_library)
else()
  find_library(highway_library hwy)
endif()
if(NOT highway_include OR (NOT EMSCRIPTEN AND NOT highway_library))
  include(FetchContent)
  FetchContent_Declare(highway
    GIT_REPOSITORY https://github.com/google/highway.git GIT_TAG 1.0.3 GIT_SHALLOW ON)
  message(STATUS "Highway is not installed: fetching it")
  set(HWY_ENABLE_TESTS OFF CACHE INTERNAL "")
  set(HWY_ENABLE_EXAMPLES OFF CACHE INTERNAL "")
  set(HWY_ENABLE_CONTRIB OFF CACHE INTERNAL "")
  set(HWY_ENABLE_INSTALL OFF CACHE INTERNAL "")
  FetchContent_MakeAvailable(highway)
  set(highway_include "${highway_SOURCE_DIR}")
  set(highway_library hwy)
endif()
rouse_header_library(rouse_highway "${highway_include}" hwy)
if(NOT EMSCRIPTEN)
  target_link_libraries(rouse_highway INTERFACE ${highway_library})
endif()

# Needed by tests only: the reference implementation is not part of the library.
rouse_find_headers(xtensor_include xtensor xtl)
if(xtensor_include)
  rouse_header_library(rouse_xtensor "${xtensor_include}" xtensor xtl)
endif()
