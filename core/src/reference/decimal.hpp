// The number that a float of a spec stands for: 0.97, not 0.9700000286102295.
#pragma once

namespace rouse::reference {

double decimal(float value);

}  // namespace rouse::reference
