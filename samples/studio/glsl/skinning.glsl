layout(std140) uniform Bones { vec4 rows[360]; };
in vec3 in_pos; in vec3 in_normal; in vec4 in_bones; in vec4 in_weights;
mat3x4 blend(){ mat3x4 m=mat3x4(0.0);
  for(int k=0;k<4;k++){ int b=int(in_bones[k]+0.5)*3; float w=in_weights[k];
    m[0]+=rows[b]*w; m[1]+=rows[b+1]*w; m[2]+=rows[b+2]*w; } return m; }
vec3 skinned(mat3x4 m){ vec4 p=vec4(in_pos,1.0); vec3 q=vec3(dot(m[0],p),dot(m[1],p),dot(m[2],p));
  q.y=max(q.y,0.0006); return q; }  // soft soles give way to the floor
