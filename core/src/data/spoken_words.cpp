// Formants of vowels are those of textbooks (Peterson and Barney 1952 for English, Sendlmeier and
// Seebode 2006 for German), rounded; consonants are loci and bands of noise.
#include "data/spoken_words.hpp"

namespace rouse {
namespace {

// Vowels: formants, voice.
constexpr Phone ee{{285, 2240, 2950}, 0.85F};    // three, vier
constexpr Phone ih{{400, 1950, 2550}, 0.9F};     // six
constexpr Phone ey{{460, 2000, 2600}, 1.0F};     // the beginning of eight
constexpr Phone eh{{560, 1800, 2550}, 1.0F};     // seven, sechs
constexpr Phone ah{{640, 1190, 2450}, 1.0F};     // one
constexpr Phone aa{{730, 1250, 2500}, 1.0F};     // five, acht
constexpr Phone oo{{560, 870, 2450}, 1.0F};      // four, neun
constexpr Phone oh{{480, 980, 2400}, 1.0F};      // the o of zero
constexpr Phone uh{{370, 930, 2300}, 0.85F};     // its end, null
constexpr Phone uw{{310, 1050, 2250}, 0.85F};    // two
constexpr Phone ue{{380, 1520, 2150}, 0.9F};     // fünf
constexpr Phone schwa{{480, 1500, 2500}, 0.7F};  // seven
constexpr Phone er{{600, 1300, 2450}, 0.75F};    // the end of vier

// Sonorants.
constexpr Phone r{{330, 1100, 1580}, 0.75F};
constexpr Phone w{{310, 700, 2200}, 0.6F};
constexpr Phone l{{350, 1500, 2700}, 0.6F, 0, 0, 5000, 3000, 1.4F};
constexpr Phone n{{270, 1450, 2550}, 0.6F, 0, 0, 5000, 3000, 2.2F};
constexpr Phone m{{260, 1050, 2250}, 0.6F, 0, 0, 5000, 3000, 2.2F};
constexpr Phone uvular{{450, 1100, 2350}, 0.5F, 0.1F, 0.06F, 1400, 1200, 1.3F};

// Fricatives: voice, breath, hiss, its band.
constexpr Phone s{{320, 1600, 2600}, 0, 0, 0.62F, 5600, 2200};
constexpr Phone z{{230, 1600, 2600}, 0.3F, 0, 0.26F, 5600, 2400, 2.5F};
constexpr Phone f{{320, 1100, 2300}, 0, 0.02F, 0.13F, 6500, 9000};
constexpr Phone v{{300, 1100, 2300}, 0.45F, 0.02F, 0.05F, 6000, 9000};
constexpr Phone th{{320, 1400, 2600}, 0, 0.02F, 0.1F, 6800, 6000};
constexpr Phone ach{{650, 1300, 2500}, 0, 0.3F, 0.22F, 1500, 1100};

// Plosives: closures, bursts, breath.
constexpr Phone closed{{300, 1600, 2600}, 0};
constexpr Phone closed_k{{300, 1900, 2300}, 0};
constexpr Phone murmur_d{{250, 1600, 2600}, 0.22F, 0, 0, 5000, 3000, 2.5F};
constexpr Phone murmur_b{{230, 900, 2200}, 0.22F, 0, 0, 5000, 3000, 2.5F};
constexpr Phone burst_t{{350, 1700, 2650}, 0, 0.1F, 0.9F, 4800, 4000};
constexpr Phone burst_d{{300, 1700, 2650}, 0.2F, 0.05F, 0.25F, 4300, 4000};
constexpr Phone burst_k{{350, 1900, 2300}, 0, 0.1F, 0.45F, 2300, 1300};
constexpr Phone burst_b{{300, 900, 2200}, 0.2F, 0.05F, 0.12F, 1000, 1500};
constexpr Phone aspiration{{380, 1600, 2600}, 0, 0.35F, 0.2F, 4500, 4000};

using Word = std::vector<Segment>;

void add(Word& word, const Word& more) { word.insert(word.end(), more.begin(), more.end()); }

/// A final t is released by most speakers.
void add_final_t(Word& word, float closure_ms, Random& random) {
  add(word, {{&closed, closure_ms, 40, 12}});
  if (random.uniform() < 0.85F) add(word, {{&burst_t, 22, 10, 2}, {&aspiration, 50, 20, 12}});
}

}  // namespace

Word pronounce(std::uint32_t label, Random& random) {
  Word word;
  switch (label) {
    case 0:  // zero
      return {{&z, 85}, {&ih, 95}, {&r, 75, 80}, {&oh, 95, 70}, {&uh, 130, 120}};
    case 1:  // one
      return {{&w, 80}, {&ah, 140, 80}, {&n, 140, 40}};
    case 2:  // two
      return {{&burst_t, 22, 5, 2}, {&aspiration, 55, 20}, {&uw, 260, 60, 20}};
    case 3:  // three
      return {{&th, 45}, {&r, 65}, {&ee, 260, 90}};
    case 4:  // four; not everybody says the r
      word = {{&f, 95}, {&oo, 210}};
      add(word, {random.uniform() < 0.6F ? Segment{&r, 110, 100} : Segment{&er, 70, 90}});
      return word;
    case 5:  // five
      return {{&f, 60}, {&aa, 125}, {&ih, 115, 140}, {&v, 100, 40, 25}};
    case 6:  // six
      return {{&s, 115}, {&ih, 90}, {&closed_k, 65, 40, 12}, {&burst_k, 22, 10, 2}, {&s, 160}};
    case 7:  // seven
      return {{&s, 110}, {&eh, 105}, {&v, 65, 40}, {&schwa, 65}, {&n, 130, 40}};
    case 8:  // eight
      word = {{&ey, 90}, {&ih, 115, 110}};
      add_final_t(word, 75, random);
      return word;
    case 9:  // nine
      return {{&n, 90}, {&aa, 130, 40}, {&ih, 115, 140}, {&n, 120, 40}};
    case 10:  // null
      return {{&n, 90}, {&uh, 120, 50}, {&l, 170, 60}};
    case 11:  // eins
      return {{&aa, 125}, {&ih, 105, 130}, {&n, 75, 40}, {&s, 160}};
    case 12:  // zwei
      return {{&burst_t, 20, 5, 2}, {&s, 95, 10, 8}, {&v, 60}, {&aa, 125}, {&ih, 160, 140}};
    case 13:  // drei
      return {{&murmur_d, 45}, {&burst_d, 12, 10, 2}, {&uvular, 65}, {&aa, 125}, {&ih, 165, 140}};
    case 14:  // vier
      return {{&f, 100}, {&ee, 170}, {&er, 145, 110}};
    case 15:  // fünf
      return {{&f, 95}, {&ue, 110}, {&n, 95, 40}, {&f, 140, 30}};
    case 16:  // sechs; in the south its s is voiceless
      word = {{random.uniform() < 0.7F ? &z : &s, 90}};
      add(word, {{&eh, 105}, {&closed_k, 60, 40, 12}, {&burst_k, 20, 10, 2}, {&s, 165}});
      return word;
    case 17:  // sieben: "siebm" or "sieben"
      word = {{&z, 90}, {&ee, 150}, {&murmur_b, 60, 40}, {&burst_b, 8, 10, 2}};
      if (random.uniform() < 0.6F) {
        add(word, {{&m, 175, 30}});
      } else {
        add(word, {{&schwa, 70, 40}, {&n, 125, 40}});
      }
      return word;
    case 18:  // acht
      word = {{&aa, 140}, {&ach, 115, 50, 20}};
      add_final_t(word, 60, random);
      return word;
    default:  // neun
      return {{&n, 90}, {&oo, 120, 40}, {&ue, 120, 130}, {&n, 130, 40}};
  }
}

}  // namespace rouse
