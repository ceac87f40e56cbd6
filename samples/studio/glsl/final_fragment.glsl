in vec2 uv; uniform sampler2D indirect; uniform sampler2D direct; uniform sampler2D shade; uniform sampler2D person;
uniform vec4 crop; uniform vec2 corner; uniform vec3 gain; uniform float vignette; out vec4 rgb;
void main(){ vec2 s=texture(shade,uv).rg; vec3 c=texture(indirect,uv).rgb*mix(1.0,s.y,0.92)+texture(direct,uv).rgb*s.x;
  vec2 q=(uv-crop.xy)/crop.zw;
  if(all(greaterThan(q,vec2(0.0)))&&all(lessThan(q,vec2(1.0)))){ vec4 p=texture(person,q*corner); c=c*(1.0-p.a)+p.rgb; }
  c*=gain; vec2 e=uv-0.5; c*=1.0-vignette*dot(e,e);
  c*=0.72; c=(c*(2.51*c+0.03))/(c*(2.43*c+0.59)+0.14);  // rolls off like a phone's
  rgb=vec4(pow(clamp(c,0.0,1.0),vec3(1.0/2.2)),1.0); }
