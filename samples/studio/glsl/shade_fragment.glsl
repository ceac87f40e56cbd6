in vec2 uv; uniform sampler2D place; uniform sampler2D shadow_map; uniform mat4 shadow_clip;
uniform vec4 balls[24]; uniform int count; out vec4 shade;
void main(){ vec4 p=texture(place,uv); vec4 q=shadow_clip*vec4(p.xyz,1.0); vec2 w=q.xy*0.5+0.5; float z=q.z*0.5+0.5-0.006, s=0.0;
  if(all(greaterThan(w,vec2(0.0)))&&all(lessThan(w,vec2(1.0)))){
    float turn=fract(sin(dot(gl_FragCoord.xy,vec2(12.9898,78.233)))*43758.5453)*6.2832;
    for(int i=0;i<10;i++){ float r=sqrt((float(i)+0.5)/10.0)*0.017, t=turn+float(i)*2.39996;
      s+=texture(shadow_map,w+r*vec2(cos(t),sin(t))).r<z?0.0:0.1; } } else s=1.0;
  float open=1.0; vec3 n=p.w>0.5?vec3(0,1,0):vec3(0,0,0);
  for(int i=0;i<count;i++){ vec3 d=balls[i].xyz-p.xyz; float r=balls[i].w, l2=dot(d,d)+1e-5, l=sqrt(l2);
    float c=p.w>0.5?clamp(d.y/l*0.9+0.25,0.0,1.0):0.35; open*=1.0-clamp(c*r*r/max(l2,r*r),0.0,0.85); }
  shade=vec4(s,open,0.0,1.0); }
