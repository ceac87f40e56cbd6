in vec2 uv; uniform sampler2D indirect; uniform sampler2D direct; uniform sampler2D shade; uniform sampler2D person;
uniform vec4 crop; uniform vec2 corner;
vec3 room(){ vec2 s=texture(shade,uv).rg; return texture(indirect,uv).rgb*mix(1.0,s.y,0.92)+texture(direct,uv).rgb*s.x; }
vec3 with_people(vec3 c){ vec2 q=(uv-crop.xy)/crop.zw;
  if(all(greaterThan(q,vec2(0.0)))&&all(lessThan(q,vec2(1.0)))){ vec4 p=texture(person,q*corner); c=c*(1.0-p.a)+p.rgb; }
  return c; }
