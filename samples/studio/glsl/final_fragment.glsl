#include compose

uniform sampler2D mirror; uniform bool mirrored; uniform vec3 gain; uniform float vignette; out vec4 rgb;
void main(){ vec3 c=room();
  if(mirrored) c+=texture(direct,uv).a*texture(mirror,uv).rgb*vec3(0.87,0.90,0.885);  // glass is a little green
  c=with_people(c);
  c*=gain; vec2 e=uv-0.5; c*=1.0-vignette*dot(e,e);
  c*=0.72; c=(c*(2.51*c+0.03))/(c*(2.43*c+0.59)+0.14);  // rolls off like a phone's
  rgb=vec4(pow(clamp(c,0.0,1.0),vec3(1.0/2.2)),1.0); }
