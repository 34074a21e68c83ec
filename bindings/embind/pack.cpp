// The module that reads packs. src/pack_reader.ts has the types.
#include "rouse/pack.hpp"

#include <emscripten/bind.h>

#include <cstdint>
#include <string>

#include "conversions.hpp"
#include "rouse/dataset.hpp"

namespace rouse::bindings {
namespace {

/// {about, train, test} of a pack's bytes, the datasets as pack_dataset() writes them; `test` is
/// null where it has none.
val pack_of(val bytes, const std::string& name) {
  Pack pack = read_pack(vector_of<std::uint8_t>(bytes), name);
  val about = val::object();
  about.set("name", pack.info.name);
  about.set("kind", pack.info.kind);
  about.set("licence", pack.info.licence);
  about.set("attribution", pack.info.attribution);
  about.set("source", pack.info.source);
  about.set("classNames", strings_of(pack.info.class_names));
  about.set("timeUs", pack.info.time_us);
  val object = val::object();
  object.set("about", about);
  object.set("train", array_of(pack_dataset(pack.train)));
  object.set("test", pack.test.samples.empty() ? val::null() : array_of(pack_dataset(pack.test)));
  return object;
}

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_pack) {
  using namespace rouse::bindings;
  emscripten::function("readPack", &Guarded<&pack_of>::call);
}
