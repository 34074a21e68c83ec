#include "png_picture.hpp"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "failure.hpp"

namespace rouse::command {
namespace {

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

[[noreturn]] void fail(const std::string& why) {
  throw OutputError("a figure could not be drawn as PNG: " + why);
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size) {
  auto& all = *static_cast<Bytes*>(bytes);
  all.insert(all.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

int pixels(double length, double scale) { return static_cast<int>(std::ceil(length * scale)); }

}  // namespace

Bytes png_of(const std::string& svg, double scale) {
  GError* error = nullptr;
  const auto checked = [&](bool done) {
    if (done) return;
    const std::string why = error != nullptr ? error->message : "no reason given";
    g_clear_error(&error);
    fail(why);
  };
  const Owned<RsvgHandle> document(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  checked(document != nullptr);
  RsvgRectangle place{};
  if (rsvg_handle_get_intrinsic_size_in_pixels(document.get(), &place.width, &place.height) == 0) {
    fail("it has no size");
  }

  const Owned<cairo_surface_t> surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, pixels(place.width, scale), pixels(place.height, scale)));
  const Owned<cairo_t> context(cairo_create(surface.get()));
  // The document may end within the last pixels.
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  cairo_scale(context.get(), scale, scale);
  checked(rsvg_handle_render_document(document.get(), context.get(), &place, &error) != 0);

  Bytes bytes;
  const cairo_status_t written = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (written != CAIRO_STATUS_SUCCESS) fail(cairo_status_to_string(written));
  return bytes;
}

}  // namespace rouse::command
