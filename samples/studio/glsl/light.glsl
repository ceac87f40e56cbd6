uniform vec3 sun_dir; uniform vec3 sun_rgb; uniform vec3 sky_rgb; uniform vec3 ground_rgb; uniform vec3 eye;
uniform vec3 lamp_pos; uniform vec3 lamp_rgb;
vec3 ambient(vec3 n){ return mix(ground_rgb, sky_rgb, n.y*0.5+0.5); }
vec3 lamp(vec3 p, vec3 n){ vec3 d=lamp_pos-p; float r2=dot(d,d);
  return lamp_rgb*max(dot(n,d*inversesqrt(r2))*0.8+0.2,0.0)/(0.4+r2); }
